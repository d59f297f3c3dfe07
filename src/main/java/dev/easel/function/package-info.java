/**
 * The Funqy functions, and everything in Easel that is there because of Funqy. Each workaround has its reason:
 *
 * <ul>
 *   <li>{@link dev.easel.function.ImageFunctions} ignores the argument of its functions and reads the body from the routing
 *       context: Funqy's own reader lets duplicate fields and trailing text pass.
 *   <li>{@link dev.easel.function.LongStrings} changes the limits of the service's JSON mapper: Funqy reads the argument with
 *       it all the same, and an image in base64 is longer than the default limit of a string.
 *   <li>{@link dev.easel.function.FunctionFailures} reads a body again that Funqy has refused: Funqy answers with the status
 *       400 and keeps the cause to itself.
 *   <li>{@code application.yaml} turns HTTP/2 off and the log of {@code io.quarkus.funqy} off: Funqy has bodies read before
 *       any handler runs, which fails with HTTP/2, and logs every invalid body as an error of the service.
 *   <li>For the same reason a resource takes its body from the routing context and not as a parameter, which would wait
 *       forever for a body that is already read.
 * </ul>
 */
@NullMarked
package dev.easel.function;

import org.jspecify.annotations.NullMarked;
