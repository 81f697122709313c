/** The token engine as azure-core's {@code TokenCredential}, and azure-identity's names. */
module io.github.wicredential.azure {
    requires static transitive org.jspecify;
    requires transitive com.azure.core;
    requires transitive io.github.wicredential;
    requires io.github.wicredential.thirdparty;
    requires org.slf4j;

    exports io.github.wicredential.azure;
}
