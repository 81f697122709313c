/** MongoDB logins with the application's identity. */
@NullMarked
package io.github.wicredential.spring.mongodb;

import org.jspecify.annotations.NullMarked;
