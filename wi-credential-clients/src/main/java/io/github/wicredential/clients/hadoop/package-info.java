/** Azure Storage from Hadoop, Spark, Hive and Flink: a token provider that is named in {@code fs.azure.account.oauth.provider.type}. */
@NullMarked
package io.github.wicredential.clients.hadoop;

import org.jspecify.annotations.NullMarked;
