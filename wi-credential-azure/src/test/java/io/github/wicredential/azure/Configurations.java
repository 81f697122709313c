package io.github.wicredential.azure;

import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.core.util.ConfigurationSource;
import java.util.Map;
import java.util.TreeMap;

/** azure-core configurations that hold given variables and do not see the process's environment. */
final class Configurations {

    private static final ConfigurationSource NOTHING = path -> Map.of();

    private Configurations() {}

    static Configuration of(Map<String, String> variables) {
        return new ConfigurationBuilder(NOTHING, NOTHING, path -> variables).build();
    }

    static Configuration with(Map<String, String> variables, String... namesAndValues) {
        Map<String, String> all = new TreeMap<>(variables);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return of(all);
    }
}
