/** Redis logins by Lettuce with the application's identity. */
@NullMarked
package io.github.wicredential.spring.redis;

import org.jspecify.annotations.NullMarked;
