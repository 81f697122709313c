/** Token requests over azure-core's HTTP pipeline, when the application brings its own client, pipeline or policies. */
@NullMarked
package io.github.wicredential.azure.internal.http;

import org.jspecify.annotations.NullMarked;
