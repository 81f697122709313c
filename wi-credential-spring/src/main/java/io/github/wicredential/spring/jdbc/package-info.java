/** The application's credential for the hooks for JDBC drivers. */
@NullMarked
package io.github.wicredential.spring.jdbc;

import org.jspecify.annotations.NullMarked;
