/**
 * Credentials for the Azure SDK's clients, by the names of azure-identity.
 *
 * <p>To move from azure-identity, replace the dependency and the import {@code com.azure.identity} by
 * {@code io.github.wicredential.azure}.
 */
@NullMarked
package io.github.wicredential.azure;

import org.jspecify.annotations.NullMarked;
