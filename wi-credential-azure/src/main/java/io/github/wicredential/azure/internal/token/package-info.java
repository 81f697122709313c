/** Tokens of the engine in the terms of azure-core. */
@NullMarked
package io.github.wicredential.azure.internal.token;

import org.jspecify.annotations.NullMarked;
