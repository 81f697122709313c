/** A secret from Key Vault. */
@NullMarked
package io.github.wicredential.examples.keyvault;

import org.jspecify.annotations.NullMarked;
