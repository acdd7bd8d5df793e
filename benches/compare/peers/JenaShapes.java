// Jena SHACL: DATA SHAPES RUNS. Prints one line of JSON: seconds of each run, number of results. Run as a single file by `java`.

import java.util.ArrayList;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.sys.JenaSystem;

public class JenaShapes {
  public static void main(String[] args) {
    JenaSystem.init();
    Graph data = RDFDataMgr.loadGraph(args[0]);
    Graph shapes = RDFDataMgr.loadGraph(args[1]);
    List<String> seconds = new ArrayList<>();
    int results = 0;
    long begin = System.nanoTime();
    for (int run = 0; run < Integer.parseInt(args[2]); run++) {
      long start = System.nanoTime();
      ValidationReport report = ShaclValidator.get().validate(Shapes.parse(shapes), data);
      seconds.add(Double.toString((System.nanoTime() - start) / 1e9));
      results = report.getEntries().size();
      if ((System.nanoTime() - begin) / 1e9 > 300) break;
    }
    System.out.printf("{\"seconds\": [%s], \"results\": %d}%n", String.join(", ", seconds), results);
    System.exit(0);
  }
}
