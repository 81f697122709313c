/** R2DBC logins with the application's identity. */
@NullMarked
package io.github.wicredential.spring.r2dbc;

import org.jspecify.annotations.NullMarked;
