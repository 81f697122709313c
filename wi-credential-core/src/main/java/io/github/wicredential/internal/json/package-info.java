/**
 * Reads small, untrusted JSON objects: answers of an authority, parts of a JWT, claims. The streaming reader serves
 * the usual path; the tree model is loaded only to merge claims.
 */
@NullMarked
package io.github.wicredential.internal.json;

import org.jspecify.annotations.NullMarked;
