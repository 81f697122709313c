/**
 * The names of azure-identity, for libraries that are compiled with it: what this library offers is handed on to
 * {@link io.github.wicredential.azure}, and what it does not offer says so. To take the place of azure-identity's jar,
 * never beside it.
 */
@NullMarked
package com.azure.identity;

import org.jspecify.annotations.NullMarked;
