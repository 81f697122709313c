/** The token engine, the explanation of failures, and the doctor. */
module io.github.wicredential {
    requires static transitive org.jspecify;
    requires static okhttp3;
    requires static okio;
    requires io.github.wicredential.thirdparty;
    requires jdk.jfr;
    requires org.slf4j;

    exports io.github.wicredential;
    exports io.github.wicredential.doctor;
    exports io.github.wicredential.okhttp;
    exports io.github.wicredential.internal.artifacts to
            com.azure.identity,
            io.github.wicredential.azure,
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.assertion to
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.bearer to
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.cache to
            io.github.wicredential.azure;
    exports io.github.wicredential.internal.cloud to
            io.github.wicredential.azure,
            io.github.wicredential.clients;
    exports io.github.wicredential.internal.environment to
            io.github.wicredential.azure;
    exports io.github.wicredential.internal.events to
            io.github.wicredential.azure;
    exports io.github.wicredential.internal.exchange to
            io.github.wicredential.azure,
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.failure to
            io.github.wicredential.azure,
            io.github.wicredential.clients,
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.guide to
            io.github.wicredential.spring;
    exports io.github.wicredential.internal.http to
            io.github.wicredential.azure;
    exports io.github.wicredential.internal.json to
            io.github.wicredential.azure,
            io.github.wicredential.clients;
    exports io.github.wicredential.internal.runtime to
            io.github.wicredential.azure;
    exports io.github.wicredential.internal.text to
            io.github.wicredential.azure,
            io.github.wicredential.clients;
}
