/**
 * A small vault on the loopback address that speaks to Key Vault's client as Key Vault does and really verifies the
 * access tokens it is shown.
 */
@NullMarked
package io.github.wicredential.examples.vault;

import org.jspecify.annotations.NullMarked;
