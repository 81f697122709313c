package consumer;

import com.azure.core.credential.TokenCredential;
import io.github.wicredential.WorkloadIdentity;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** The beans of the auto-configuration. */
public final class SpringBeans implements Check {
    @Override
    public void run() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run()) {
            Check.must(
                    context.getBean(WorkloadIdentity.class)
                            .token(VAULT)
                            .authorizationHeader()
                            .startsWith("Bearer "),
                    "a token");
            Check.must(context.getBean(TokenCredential.class) != null, "a credential");
        }
    }

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}
