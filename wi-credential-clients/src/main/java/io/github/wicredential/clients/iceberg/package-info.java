/** Azure Data Lake Storage for Apache Iceberg, by a class that a catalog's properties name. */
@NullMarked
package io.github.wicredential.clients.iceberg;

import org.jspecify.annotations.NullMarked;
