package eu.twintown.bench;

import eu.twintown.kernel.jsonld.Context;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * The bare handlers that the node is compared with, in the same server with the same settings: one says hello, one parses
 * and expands the entity it is sent and forgets it.
 */
public final class YardstickServer {

    static final String HELLO = "/hello";
    static final String EXPAND = "/expand";

    private static final byte[] GREETING = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);

    private YardstickServer() {}

    /** Listens on 127.0.0.1 on the port given. */
    public static void main(String[] arguments) {
        Context context = Samples.context();
        WebServer.builder()
                .bindAddress(new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0])))
                .connectionOptions(socket -> socket.tcpNoDelay(true))
                .routing(routing -> routing.get(HELLO, (request, response) -> response.header(
                                        HeaderNames.CONTENT_TYPE, "application/json")
                                .send(GREETING))
                        .post(EXPAND, (request, response) -> {
                            byte[] body = request.content().as(byte[].class);
                            String id = Samples.expand(body, context).id();
                            response.status(Status.CREATED_201)
                                    .header(HeaderNames.LOCATION, "/ngsi-ld/v1/entities/" + id)
                                    .send();
                        }))
                .build()
                .start();
    }
}
