package eu.twintown.edc;

import java.util.Map;
import java.util.TreeMap;
import org.eclipse.edc.boot.system.runtime.BaseRuntime;

/**
 * A whole connector, control plane and data plane, in memory: arguments are its participant id, the first of the six ports
 * that it takes one after the other (default, management, protocol, control, version, public), how many milliseconds its
 * state machines rest between two rounds (EDC's own default is 1000), and, where others reach it elsewhere than at its
 * protocol port, the address that it tells them.
 */
public final class Connector {
    private Connector() {}

    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[1]);
        String address = arguments.length > 3 ? arguments[3] : "http://127.0.0.1:" + (port + 2) + "/protocol";
        settings(arguments[0], port, arguments[2], address).forEach(System::setProperty);
        BaseRuntime.main(new String[0]);
    }

    private static Map<String, String> settings(String participant, int port, String pause, String address) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("edc.participant.id", participant);
        settings.put("edc.component.id", "connector-" + port);
        settings.put("edc.hostname", "127.0.0.1");
        settings.put("web.http.port", String.valueOf(port));
        settings.put("web.http.path", "/api");
        context(settings, "management", port + 1);
        context(settings, "protocol", port + 2);
        context(settings, "control", port + 3);
        context(settings, "version", port + 4);
        settings.put(PullDataPlane.PORT, String.valueOf(port + 5));
        settings.put("edc.dsp.callback.address", address);
        settings.put("edc.control.endpoint", "http://127.0.0.1:" + (port + 3) + "/control");
        settings.put("edc.transfer.proxy.token.signer.privatekey.alias", PullDataPlane.PRIVATE_KEY);
        settings.put("edc.transfer.proxy.token.verifier.publickey.alias", PullDataPlane.PUBLIC_KEY);
        for (String machine : new String[] {"negotiation.consumer", "negotiation.provider", "transfer", "dataplane"}) {
            settings.put("edc." + machine + ".state-machine.iteration-wait-millis", pause);
        }
        return settings;
    }

    private static void context(Map<String, String> settings, String name, int port) {
        settings.put("web.http." + name + ".port", String.valueOf(port));
        settings.put("web.http." + name + ".path", "/" + name);
    }
}
