/** Examples of wi-credential with Azure's Java clients. */
@NullMarked
package io.github.wicredential.examples;

import org.jspecify.annotations.NullMarked;
