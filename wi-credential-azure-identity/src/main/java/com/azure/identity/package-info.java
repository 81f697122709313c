/**
 * The names of azure-identity, for libraries compiled against it. Supported features delegate to
 * {@link io.github.wicredential.azure}; the others report that they are not supported. This jar replaces
 * azure-identity's jar; never use both.
 */
@NullMarked
package com.azure.identity;

import org.jspecify.annotations.NullMarked;
