/**
 * The build tool of the shipped package: {@code train MODEL_FOLDER} makes its starts fast. It works in three steps:
 *
 * <ol>
 *   <li>{@code NativeLibraries} unpacks the native libraries, which would otherwise be unpacked at each start.
 *   <li>{@code JoinedLibraries} writes most libraries to one jar ({@code LibrariesJar}), which opens faster than 250.
 *   <li>{@code TrainingRun} runs the service, {@code TrainingRequests} exercises it, and the JVM writes the AOT cache.
 * </ol>
 *
 * <p>{@code launch} uses each result if it is present and fits. The service itself uses only {@code AotCache}, to report a
 * cache that is not used.
 */
@NullMarked
package dev.easel.packaging;

import org.jspecify.annotations.NullMarked;
