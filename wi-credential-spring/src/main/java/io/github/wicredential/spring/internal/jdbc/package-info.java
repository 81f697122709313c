/** The application's credential for the hooks of its JDBC drivers. */
@NullMarked
package io.github.wicredential.spring.internal.jdbc;

import org.jspecify.annotations.NullMarked;
