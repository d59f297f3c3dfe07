/** What clients draw themselves from: the schema of a request, the interface, and the page of reference. */
@NullMarked
package dev.easel.request.form;

import org.jspecify.annotations.NullMarked;
