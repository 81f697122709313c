package io.github.wicredential.clients.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenSourceDatabaseScopeTest {

    @ParameterizedTest
    @CsvSource({
        ", https://ossrdbms-aad.database.windows.net/.default",
        "https://login.microsoftonline.com, https://ossrdbms-aad.database.windows.net/.default",
        "https://login.chinacloudapi.cn/, https://ossrdbms-aad.database.chinacloudapi.cn/.default",
        "https://login.partner.microsoftonline.cn, https://ossrdbms-aad.database.chinacloudapi.cn/.default",
        "https://login.microsoftonline.us, https://ossrdbms-aad.database.usgovcloudapi.net/.default",
        "https://login.usgovcloudapi.net/, https://ossrdbms-aad.database.usgovcloudapi.net/.default",
        "https://login.windows.net, https://ossrdbms-aad.database.windows.net/.default",
        "https://login.sovcloud-identity.fr, https://ossrdbms-aad.database.windows.net/.default",
        "https://LOGIN.microsoftonline.de/, https://ossrdbms-aad.database.cloudapi.de/.default",
        "https://login.private.example/, https://ossrdbms-aad.database.windows.net/.default"
    })
    void eachCloudHasItsScopeForPostgresqlAndMysql(String authority, String scope) {
        assertThat(ClientSettings.openSourceDatabaseScope(authority)).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({
        "https://login.microsoftonline.com/",
        "https://login.chinacloudapi.cn",
        "https://login.partner.microsoftonline.cn/",
        "https://login.microsoftonline.us/",
        "https://login.usgovcloudapi.net",
        "https://login.microsoftonline.de"
    })
    void theCloudsAuthoritiesPass(String authority) {
        assertThat(authority).startsWith(String.valueOf(ClientSettings.knownAuthority("any", authority)));
    }
}
