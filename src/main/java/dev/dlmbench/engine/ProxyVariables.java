package dev.dlmbench.engine;

import dev.dlmbench.base.InvalidSettingException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The variables by which other programs find a proxy: {@code https_proxy}, {@code http_proxy} and {@code no_proxy}. */
final class ProxyVariables {
    private static final int USUAL_PORT = 80;

    private ProxyVariables() {}

    /**
     * Returns the proxy that leads to an address, if one does.
     *
     * @throws InvalidSettingException if what a variable holds is no address, or one that asks for a user
     */
    static Optional<ProxySelector> proxyTo(URI address, Map<String, String> environment) {
        String variable = address.getScheme() + "_proxy";
        String named = value(environment, variable);
        boolean direct = Arrays.stream(value(environment, "no_proxy").split(",", -1))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .anyMatch(host -> host.equals("*")
                        || address.getHost().equals(host)
                        || address.getHost().endsWith(host.startsWith(".") ? host : "." + host));
        if (named.isEmpty() || direct) {
            return Optional.empty();
        }
        URI proxy = LibraryServer.uri(named.contains("://") ? named : "http://" + named, "the proxy in " + variable);
        if (proxy.getUserInfo() != null) {
            throw new InvalidSettingException("the proxy in " + variable + " asks for a user, which is not supported;"
                    + " fetch on another machine and copy the folder, or name a server with --from");
        }
        int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
        return Optional.of(ProxySelector.of(new InetSocketAddress(proxy.getHost(), port)));
    }

    private static String value(Map<String, String> environment, String variable) {
        return environment.getOrDefault(variable, environment.getOrDefault(variable.toUpperCase(Locale.ROOT), ""));
    }
}
