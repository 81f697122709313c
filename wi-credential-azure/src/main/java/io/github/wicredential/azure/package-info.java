/**
 * Credentials for the Azure SDK's clients, with the names of azure-identity.
 *
 * <p>To migrate from azure-identity, replace the dependency, and the import {@code com.azure.identity} with
 * {@code io.github.wicredential.azure}.
 */
@NullMarked
package io.github.wicredential.azure;

import org.jspecify.annotations.NullMarked;
