/** Blobs with the identity of the pod. */
@NullMarked
package io.github.wicredential.examples.blob;

import org.jspecify.annotations.NullMarked;
