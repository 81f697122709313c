/** Where wi-credential-azure and azure-core are met, which an application may leave out. */
@NullMarked
package io.github.wicredential.clients.internal.azure;

import org.jspecify.annotations.NullMarked;
