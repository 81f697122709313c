package shop;

import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** An application of properties alone: uses what Spring Boot made of them, and goes on for as many seconds as the first argument says. */
@SpringBootApplication
class SpringShop {

    private static final int AT_ONCE = 5;

    public static void main(String[] args) throws Exception {
        Instant end = Instant.now().plusSeconds(Long.parseLong(args[0]));
        try (ConfigurableApplicationContext context = SpringApplication.run(SpringShop.class)) {
            use(context);
            System.out.println("used");
            while (Instant.now().isBefore(end)) {
                Thread.sleep(200);
                use(context);
            }
            System.out.println("used to the end");
        } catch (RuntimeException failure) {
            failure.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }

    private static void use(ConfigurableApplicationContext context) throws Exception {
        DatabaseClient database = context.getBean(DatabaseClient.class);
        String users = Flux.range(0, AT_ONCE)
                .flatMap(number -> database.sql("SELECT current_user::text FROM pg_sleep(0.1)")
                        .map(row -> row.get(0, String.class))
                        .one())
                .distinct()
                .collectList()
                .block(Duration.ofSeconds(30))
                .toString();
        Object visits = context.getBean(StringRedisTemplate.class).opsForValue().increment("visits");
        Object ok = context.getBean(MongoClient.class).getDatabase("shop").runCommand(new Document("ping", 1)).get("ok");
        Object kept = context.getBean(KafkaTemplate.class).send("orders", "3 plums").get();
        if (visits == null || kept == null || !String.valueOf(ok).startsWith("1") || !users.equals("[orders]")) {
            throw new IllegalStateException(users + " " + visits + " " + ok);
        }
    }
}
