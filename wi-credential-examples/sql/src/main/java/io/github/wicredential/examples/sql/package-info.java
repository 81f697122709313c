/** Databases with the identity of the pod. */
@NullMarked
package io.github.wicredential.examples.sql;

import org.jspecify.annotations.NullMarked;
