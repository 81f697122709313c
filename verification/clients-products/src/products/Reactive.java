import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connects by a URL, so often at once; then once more after a time. */
class Reactive {

    public static void main(String[] args) throws Exception {
        ConnectionFactory factory = ConnectionFactories.get(args[0]);
        int connections = Integer.parseInt(args[1]);
        try {
            var users = Flux.range(0, connections)
                    .flatMap(number -> user(factory), connections)
                    .collectList()
                    .block(Duration.ofSeconds(60));
            System.out.println(users.size() + " as " + users.get(0));
            if (args.length > 2) {
                Mono.from(factory.create())
                        .flatMap(kept -> Mono.delay(Duration.ofSeconds(Integer.parseInt(args[2])))
                                .then(Flux.from(kept.createStatement("SELECT 42").execute())
                                        .flatMap(result -> result.map((row, meta) -> row.get(0)))
                                        .next()
                                        .doOnNext(answer -> System.out.println("kept " + answer)))
                                .then(Mono.from(kept.close())))
                        .block(Duration.ofSeconds(60));
                System.out.println("again as " + user(factory).block(Duration.ofSeconds(60)));
            }
        } catch (RuntimeException failure) {
            System.out.println("failed " + failure.getClass().getName() + ": " + failure.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static Mono<String> user(ConnectionFactory factory) {
        return Mono.usingWhen(
                factory.create(),
                connection -> Flux.from(connection
                                .createStatement("SELECT current_user::text FROM pg_sleep(0.2)")
                                .execute())
                        .flatMap(result -> result.map((row, meta) -> row.get(0, String.class)))
                        .next(),
                connection -> connection.close());
    }
}
