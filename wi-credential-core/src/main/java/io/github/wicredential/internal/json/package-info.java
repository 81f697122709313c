/**
 * Reads small JSON objects that may be anything: answers of an authority, parts of a JWT, claims.
 * The streaming reader serves the everyday path; the tree is loaded only to merge claims.
 */
@NullMarked
package io.github.wicredential.internal.json;

import org.jspecify.annotations.NullMarked;
