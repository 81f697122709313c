package io.github.wicredential.internal.json;

import io.github.wicredential.thirdparty.jackson.core.JsonFactory;
import io.github.wicredential.thirdparty.jackson.core.util.JsonRecyclerPools;

/** Jackson's parsers and generators, without buffers that stay with a thread, which may be the application's. */
final class Factory {

    static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    private Factory() {}
}
