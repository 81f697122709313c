package io.github.wicredential.compatibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;

/** On the class path of an application that names both wi-credential and azure-core-http-okhttp, which brings OkHttp 4. */
class OneOkHttpTest {
    @Test
    void theClassPathHasOneOkHttpClientAndItIsOfOkHttp5() throws IOException {
        List<URL> clients = Collections.list(getClass().getClassLoader().getResources("okhttp3/OkHttpClient.class"));

        assertEquals(1, clients.size(), clients::toString);
        assertTrue(OkHttp.VERSION.startsWith("5."), OkHttp.VERSION);
    }
}
