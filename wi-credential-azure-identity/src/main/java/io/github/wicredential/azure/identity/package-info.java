/** Keeps this artifact and azure-identity's from being on one class path. Not for use by applications. */
@NullMarked
package io.github.wicredential.azure.identity;

import org.jspecify.annotations.NullMarked;
