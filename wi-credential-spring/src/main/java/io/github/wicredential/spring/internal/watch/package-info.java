/** What is known of the identities while they work, from what they tell. Asks for no token. */
@NullMarked
package io.github.wicredential.spring.internal.watch;

import org.jspecify.annotations.NullMarked;
