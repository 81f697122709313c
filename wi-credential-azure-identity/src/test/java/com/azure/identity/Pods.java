package com.azure.identity;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import java.util.Map;
import java.util.TreeMap;

/** Variables that do not see the process's environment, and what is asked for. */
final class Pods {

    private static final ConfigurationSource NOTHING = path -> Map.of();

    private Pods() {}

    static Configuration of(Map<String, String> variables, String... namesAndValues) {
        Map<String, String> all = new TreeMap<>(variables);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ConfigurationBuilder(NOTHING, NOTHING, path -> all).build();
    }

    static TokenRequestContext vault() {
        return new TokenRequestContext().addScopes("https://vault.azure.net/.default");
    }
}
