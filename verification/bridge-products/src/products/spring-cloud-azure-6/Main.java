import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** Reads a property that a vault has. */
@EnableAutoConfiguration
public class Main {
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(
                Main.class, "--spring.cloud.azure.keyvault.secret.property-sources[0].endpoint=https://shop.vault.azure.net",
                "--spring.cloud.azure.keyvault.secret.property-sources[0].name=shop", "--spring.main.banner-mode=off");
        System.out.println(context.getEnvironment().getProperty("fruit"));
        System.exit(0);
    }
}
