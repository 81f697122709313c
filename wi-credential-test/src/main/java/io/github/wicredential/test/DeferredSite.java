package io.github.wicredential.test;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Lets the server start before the site that needs the server's address; requests wait for the site. */
final class DeferredSite implements Function<WireRequest, Reply> {

    private final CompletableFuture<EntraSite> site = new CompletableFuture<>();

    void open(EntraSite ready) {
        site.complete(ready);
    }

    @Override
    public Reply apply(WireRequest request) {
        return site.join().handle(request);
    }
}
