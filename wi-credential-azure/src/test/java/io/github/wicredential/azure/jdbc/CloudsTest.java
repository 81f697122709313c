package io.github.wicredential.azure.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudsTest {

    @ParameterizedTest
    @CsvSource({
        ", https://ossrdbms-aad.database.windows.net/.default",
        "https://login.microsoftonline.com, https://ossrdbms-aad.database.windows.net/.default",
        "https://login.chinacloudapi.cn/, https://ossrdbms-aad.database.chinacloudapi.cn/.default",
        "https://login.microsoftonline.us, https://ossrdbms-aad.database.usgovcloudapi.net/.default",
        "https://LOGIN.microsoftonline.de/, https://ossrdbms-aad.database.cloudapi.de/.default",
        "https://login.private.example/, https://ossrdbms-aad.database.windows.net/.default"
    })
    void eachCloudHasItsScopeForPostgresqlAndMysql(String authority, String scope) {
        assertThat(Clouds.openSourceScope(authority)).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/",
        "https://login.chinacloudapi.cn",
        "https://login.microsoftonline.us/",
        "https://login.microsoftonline.de"
    })
    void theCloudsAuthoritiesPass(String authority) {
        assertThat(authority).startsWith(String.valueOf(Clouds.known(authority, "any")));
    }
}
