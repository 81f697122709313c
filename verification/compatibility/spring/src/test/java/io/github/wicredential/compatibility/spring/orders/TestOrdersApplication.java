package io.github.wicredential.compatibility.spring.orders;

import io.github.wicredential.test.LocalApplication;
import io.github.wicredential.test.LocalCluster;
import io.github.wicredential.test.LocalEntra;
import org.springframework.boot.SpringApplication;

/** The code of docs/how-to/develop-on-a-laptop.md. */
// begin: local-main
class TestOrdersApplication {

    public static void main(String[] args) {
        LocalEntra entra = LocalEntra.start();
        LocalCluster cluster = LocalCluster.start();
        LocalApplication application = entra.registerApplication().trust(cluster);
        cluster.annotate(application).environment().forEach(System::setProperty);

        SpringApplication.from(OrdersApplication::main).run(args);
    }
}
// end
