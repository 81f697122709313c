import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** Asks the server who it is. */
@EnableAutoConfiguration
public class Main {
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(
                Main.class,
                "--spring.datasource.url=" + arguments[0],
                "--spring.datasource.username=orders",
                "--spring.datasource.azure.passwordless-enabled=true",
                "--spring.main.banner-mode=off");
        System.out.println(context.getBean(JdbcTemplate.class).queryForObject("select current_user", String.class));
        System.exit(0);
    }
}
