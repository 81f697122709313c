/** Azure Data Lake Storage for Apache Iceberg, by a class named in the properties of a catalog. */
@NullMarked
package io.github.wicredential.clients.iceberg;

import org.jspecify.annotations.NullMarked;
