package io.github.wicredential.spring.downstream;

import io.github.wicredential.okhttp.BearerTokenInterceptor;

/** Makes core's own interceptor for an API. */
final class OkHttpInterceptors {

    private OkHttpInterceptors() {}

    static BearerTokenInterceptor of(String name, DownstreamApis apis) {
        return apis.get(name).forOkHttp();
    }
}
