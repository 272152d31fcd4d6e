package eu.twintown.node.demo;

import java.nio.file.Path;

/**
 * How a demo is to run.
 *
 * @param basePort first of six ports in a row; Münster answers there, Ghent on the next
 * @param speed how many times as fast the week is replayed, from a week back; 1 = as it comes
 * @param headless whether nobody sits at a browser
 * @param keep whether the stores of the last demo are used again
 * @param folder where stores, keys and logs go
 */
record DemoOptions(int basePort, int speed, boolean headless, boolean keep, Path folder) {}
