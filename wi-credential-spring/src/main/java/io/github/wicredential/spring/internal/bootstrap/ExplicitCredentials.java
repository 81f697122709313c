package io.github.wicredential.spring.internal.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * The properties by which an application chooses a credential of Spring Cloud Azure's itself, in whatever spelling. A
 * client id alone chooses none.
 *
 * @param all their names
 * @param forKeyVault those that hold for Key Vault's property source
 * @param managedIdentity whether one of them asks for a managed identity
 */
record ExplicitCredentials(List<String> all, List<String> forKeyVault, boolean managedIdentity) {

    private static final Pattern EXPLICIT = Pattern.compile("spring.*azure.*credential"
            + "(clientsecret|clientcertificatepath|username|password|managedidentityenabled|tokencredentialbeanname)");
    private static final Pattern KEY_VAULT = Pattern.compile("springcloudazure(credential|keyvault).*");
    private static final String MANAGED_IDENTITY = "managedidentityenabled";

    static ExplicitCredentials in(ConfigurableEnvironment environment) {
        Set<String> all = new TreeSet<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> names
                    && !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
                for (String name : names.getPropertyNames()) {
                    if (EXPLICIT.matcher(uniform(name)).matches() && chooses(environment, name)) {
                        all.add(name);
                    }
                }
            }
        }
        return new ExplicitCredentials(
                List.copyOf(all),
                all.stream()
                        .filter(name -> KEY_VAULT.matcher(uniform(name)).matches())
                        .toList(),
                all.stream().anyMatch(name -> uniform(name).endsWith(MANAGED_IDENTITY)));
    }

    private static boolean chooses(ConfigurableEnvironment environment, String name) {
        String value = environment.getProperty(name);
        return StringUtils.hasText(value)
                && (!uniform(name).endsWith(MANAGED_IDENTITY) || Boolean.parseBoolean(value.strip()));
    }

    private static String uniform(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }
}
