/** What all hooks share: the names of settings, the identities of the process, and what keeps a token from a wrong place. */
@NullMarked
package io.github.wicredential.clients.internal;

import org.jspecify.annotations.NullMarked;
